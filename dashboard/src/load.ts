/** The Parquet bytes of each table, from inside the page or beside it, and their rows. */

import { decompress } from "fzstd";
import { parquetReadObjects } from "hyparquet";
import type { Tables } from "./schema";

/** What the writer of the page says about it. */
export interface About {
  release: string;
  folder: string;
  /** Tables that were too large to carry, each with its number of rows. */
  left_out: Partial<Record<keyof Tables, number>>;
}

type Name = keyof Tables;

export function about(): About {
  return JSON.parse(document.getElementById("about")?.textContent ?? "{}") as About;
}

async function bytes(name: Name): Promise<ArrayBuffer> {
  const inlined = document.getElementById(`table-${name}`);
  if (inlined) {
    const text = atob(inlined.textContent ?? "");
    inlined.remove(); // the text is as large as the data: let it go
    const buffer = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) buffer[i] = text.charCodeAt(i);
    return buffer.buffer;
  }
  const response = await fetch(`tables/${name}.parquet`);
  if (!response.ok) throw new Error(`${name}.parquet: ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}

async function rows(name: Name): Promise<unknown[]> {
  return parquetReadObjects({
    file: await bytes(name),
    compressors: { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) },
    parsers: { dateFromDays: (day: number) => day },
  });
}

/** The rows of these tables; a table that the page does not carry is empty. */
export async function load<N extends Name>(names: readonly N[], leftOut: About["left_out"]): Promise<Pick<Tables, N>> {
  const read = names.map(async (name) => [name, name in leftOut ? [] : await rows(name)] as const);
  return Object.fromEntries(await Promise.all(read)) as unknown as Pick<Tables, N>;
}
