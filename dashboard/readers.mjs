// node readers.mjs READER FOLDER -> every table of a folder as that library reads it, one JSON object on standard output:
// table -> {columns, rows}, days as texts. The tests compare it with what pyarrow reads.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { tableFromIPC, Type } from "apache-arrow";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";

const require = createRequire(import.meta.url);
const day = (date) => (date === null ? null : new Date(date).toISOString().slice(0, 10));

async function hyparquet(path) {
  const file = await asyncBufferFromFile(path);
  const columns = parquetSchema(await parquetMetadataAsync(file)).children.map((child) => child.element.name);
  const rows = await parquetReadObjects({ file, compressors });
  return { columns, rows: rows.map((row) => columns.map((name) => (row[name] instanceof Date ? day(row[name]) : row[name]))) };
}

/** Arrow's own days come as milliseconds or as Date, by version: the field says that they are days. */
function ofArrow(table) {
  const columns = table.schema.fields.map((field) => field.name);
  const cells = table.schema.fields.map((field, i) => {
    const values = Array.from(table.getChildAt(i));
    return field.type.typeId === Type.Date ? values.map(day) : values;
  });
  return { columns, rows: Array.from({ length: table.numRows }, (_, i) => cells.map((column) => column[i])) };
}

async function parquetWasm(path) {
  const { readParquet } = await import("parquet-wasm");
  return ofArrow(tableFromIPC(readParquet(readFileSync(path)).intoIPCStream()));
}

let database;
/** 1.28 is the last version that carries Parquet; later ones download it as an extension when first asked. */
async function duckdbWasm(path) {
  if (!database) {
    const duckdb = require("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs");
    const mainModule = require.resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm");
    const bundle = { mainModule, mainWorker: dirname(mainModule) };
    database = await duckdb.createDuckDB({ mvp: bundle, eh: bundle }, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
    await database.instantiate(() => {});
  }
  database.registerFileBuffer(path, readFileSync(path));
  return ofArrow(database.connect().query(`FROM read_parquet('${path.replaceAll("'", "''")}')`), Type.Date);
}

globalThis.fetch = (address) => {
  throw new Error(`a reader asked for ${address}`);
};
const readers = { hyparquet, "parquet-wasm": parquetWasm, "duckdb-wasm": duckdbWasm };
const [, , reader, folder] = process.argv;
const found = {};
for (const name of readdirSync(folder).filter((name) => name.endsWith(".parquet"))) {
  found[name.replace(".parquet", "")] = await readers[reader](join(folder, name));
}
process.stdout.write(JSON.stringify(found, (_, value) => (value === undefined ? "undefined" : value)));
