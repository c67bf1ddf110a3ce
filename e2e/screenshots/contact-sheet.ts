// One page with all screenshots, page by page, so that they can be looked at one after the other.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

export type Shot = { page: string; state: string; width: number; theme: string; file: string };

const style = `
  body { font: 13px/1.45 system-ui, sans-serif; margin: 24px; color: #15181f; background: #f6f7f9 }
  h2 { font-size: 16px; margin: 32px 0 8px }
  section { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start }
  figure { margin: 0 }
  img { display: block; max-height: 420px; max-width: 420px; border: 1px solid #cdd2db; background: #fff }`;

export function writeContactSheet(folder: string, shots: readonly Shot[]): void {
  const groups = Map.groupBy(shots, ({ page, state }) => `${page}, ${state}`);
  const sections = [...groups].map(
    ([title, group]) => `<h2>${title}</h2>\n<section>${group.map(figure).join("\n")}</section>`,
  );
  const html = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>${style}</style>
<h1>${shots.length} screenshots</h1>
${sections.join("\n")}
</html>\n`;
  writeFileSync(join(folder, "index.html"), html);
}

function figure({ file, width, theme }: Shot): string {
  const caption = `${width} px, ${theme}`;
  return `<figure><a href="${file}"><img src="${file}" alt="${caption}" loading="lazy"></a><figcaption>${caption}</figcaption></figure>`;
}
