// Names the language of every line of the Markdown files under a folder with
// franc: what `sumtool detect` is compared with.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [library, folder] = process.argv.slice(2);
const { franc } = await import(pathToFileURL(library).href);
const only = ["kor", "eng", "jpn", "cmn"];
for (const name of readdirSync(folder, { recursive: true })) {
  if (!name.endsWith(".md")) continue;
  const languages = [];
  for (const line of readFileSync(join(folder, name), "utf8").split("\n")) {
    if (line !== "") languages.push(franc(line, { only }));
  }
  console.log(languages.join("\n"));
}
