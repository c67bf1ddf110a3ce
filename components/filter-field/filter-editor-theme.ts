// The editor of a filter looks like any other text area of a form, and its list of completions like a menu.
import { EditorView } from "@codemirror/view";

const mono = { fontFamily: "var(--font-mono, monospace)", fontFeatureSettings: '"calt" 0' };
const invalid = '&:has(.cm-content[aria-invalid="true"])';

const field = {
  "&": {
    ...mono,
    border: "1px solid var(--line-strong)",
    borderRadius: "6px",
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    fontSize: "inherit",
    transition: "border-color 120ms",
  },
  "&:hover": { borderColor: "var(--faint)" },
  "&.cm-focused": { borderColor: "var(--accent)", outline: "1px solid var(--accent)" },
  [invalid]: { borderColor: "var(--red)" },
  [`${invalid}.cm-focused`]: { outlineColor: "var(--red)" },
  ".cm-scroller": { ...mono, lineHeight: "1.45", maxHeight: "40dvh", overflow: "auto" },
  ".cm-content": { minHeight: "calc(2.9em + 12px)", padding: "6px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 10px", overflowWrap: "anywhere" },
  ".cm-placeholder": { color: "var(--faint)" },
  ".cm-specialChar": { color: "var(--red)" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--line-strong)",
    borderRadius: "2px",
  },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent" },
  ".cm-fault": {
    textDecoration: "underline wavy 1px var(--red)",
    textUnderlineOffset: "3px",
    textDecorationSkipInk: "none",
    backgroundColor: "var(--red-soft)",
  },
};

const list = {
  ".cm-tooltip": {
    zIndex: "60",
    border: "none",
    borderRadius: "6px",
    backgroundColor: "var(--raised)",
    boxShadow: "var(--float)",
    color: "var(--ink)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    ...mono,
    minWidth: "240px",
    maxWidth: "min(480px, calc(100vw - 48px))",
    maxHeight: "232px",
    padding: "4px",
    fontSize: "var(--text-sm)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    alignItems: "baseline",
    gap: "12px",
    padding: "4px 8px",
    borderRadius: "4px",
    lineHeight: "1.45",
    unicodeBidi: "isolate",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--selected)",
    color: "var(--ink)",
  },
  ".cm-completionLabel": {
    flex: "1 1 auto",
    maxWidth: "260px",
    overflow: "hidden",
    textOverflow: "ellipsis",
  },
  ".cm-completionMatchedText": {
    textDecoration: "none",
    fontWeight: "600",
    color: "var(--accent)",
  },
  ".cm-completionDetail": {
    flex: "none",
    marginLeft: "auto",
    color: "var(--quiet)",
    fontFamily: "var(--font-sans, sans-serif)",
    fontSize: "var(--text-xs)",
    fontStyle: "normal",
  },
  ".cm-completionSample": {
    flex: "0 1 auto",
    minWidth: "0",
    maxWidth: "160px",
    overflow: "hidden",
    textOverflow: "ellipsis",
    unicodeBidi: "isolate",
    color: "var(--quiet)",
    fontSize: "var(--text-xs)",
  },
  "@media (pointer: coarse)": {
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "9px 8px" },
  },
};

export const filterEditorTheme = [EditorView.theme(field), EditorView.theme(list)];
