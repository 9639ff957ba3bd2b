// Sources -> stances/dashboard/page.html, one file without data, and the notices of the libraries inside it.
// The same sources give the same bytes: nothing here reads a clock, a path or the network.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const here = (path) => new URL(path, import.meta.url);
const target = process.argv[2] ?? new URL("../stances/dashboard/", import.meta.url).pathname;

const bundle = async (entry, options) => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: here(".").pathname,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    charset: "utf8",
    legalComments: "none",
    ...options,
  });
  return { text: outputFiles[0].text.trim(), inputs: Object.keys(metafile.inputs) };
};
const script = await bundle("src/main.ts", { format: "esm", target: "es2023" });
const style = await bundle("src/style.css", { target: ["chrome120", "firefox121", "safari17.4"] });
if (script.text.includes("</script")) throw new Error("the script would end its own element");

const hash = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
const fill = {
  "script-hash": hash(script.text),
  "style-hash": hash(style.text),
  style: style.text,
  script: script.text,
};
const page = readFileSync(here("src/page.html"), "utf8").replace(/{{([a-z-]+)}}/g, (_, name) => fill[name]);
writeFileSync(`${target}/page.html`, page);

// A minified bundle has no notices in it: they are shipped beside it.
const names = [...new Set(script.inputs.flatMap((path) => path.match(/^node_modules\/([^/]+)\//)?.[1] ?? []))].sort();
const notices = names.map((name) => {
  const { version, license } = JSON.parse(readFileSync(here(`node_modules/${name}/package.json`), "utf8"));
  return `${name} ${version} (${license})\n\n${readFileSync(here(`node_modules/${name}/LICENSE`), "utf8").trim()}\n`;
});
const rule = `\n${"-".repeat(80)}\n\n`;
writeFileSync(`${target}/THIRD_PARTY_LICENSES`, ["page.html holds these libraries.\n", ...notices].join(rule));
