// Colours for a shell command to copy: comments, strings, variables, options and the program. No more of a
// shell than a `curl` needs.
import type { CodeLine } from "#components/ui/code-highlight.ts";

const tokens =
  /(?<comment>(?<=^|\s)#.*)|(?<string>'[^']*'?|"(?:\\.|[^"\\])*"?)|(?<variable>\$\{?\w+\}?)|(?<option>(?<=^|\s)--?[a-zA-Z][\w-]*)|(?<program>(?<=^\s*|\|\s*|&&\s*)[a-z][\w.-]*)|(?<mark>[|&;<>\\])/gm;

const classes: Record<string, string> = {
  comment: "text-syntax-comment",
  string: "text-syntax-string",
  variable: "text-syntax-type",
  option: "text-syntax-name",
  program: "text-syntax-keyword",
  mark: "text-syntax-mark",
};

export function highlightShell(command: string): CodeLine[] {
  const lines: { text: string; className: string }[][] = [[]];
  const put = (text: string, className: string) => {
    for (const [index, part] of text.split("\n").entries()) {
      if (index > 0) lines.push([]);
      if (part !== "") lines.at(-1)?.push({ text: part, className });
    }
  };
  let end = 0;
  for (const match of command.matchAll(tokens)) {
    put(command.slice(end, match.index), "");
    put(match[0], classOf(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  put(command.slice(end), "");
  return lines;
}

function classOf(groups: Record<string, string | undefined>): string {
  const kind = Object.keys(groups).find((name) => groups[name] !== undefined);
  return classes[kind ?? ""] ?? "";
}
