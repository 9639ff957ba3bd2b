/** Rows of the tables as the page holds them: as declared, but with days as whole numbers, which a slider counts and compares. */

import type { Tables as Declared } from "../../data/stances";

/** A day as whole days since 1 January 1970, as Parquet's date32 holds it. */
export type Day = number;

type Held<R> = { [K in keyof R]: Date extends R[K] ? Exclude<R[K], Date> | Day : R[K] };

export type Tables = { [N in keyof Declared]: Held<Declared[N][number]>[] };
export type Row<N extends keyof Tables> = Tables[N][number];
