// CodeMirror in the console's clothes: every colour is a variable, so light and dark need no second theme.
// Rows and gutters have the sizes of code-editor's first paint.
import { EditorView } from "@codemirror/view";

const mono = {
  fontFamily: "var(--font-mono, monospace)",
  fontFeatureSettings: '"calt" 0',
  fontSize: "0.8125rem",
};
const floating = {
  border: "none",
  borderRadius: "6px",
  backgroundColor: "var(--raised)",
  boxShadow: "var(--float)",
  color: "var(--ink)",
};
const control = {
  margin: "0",
  height: "24px",
  padding: "0 8px",
  border: "1px solid var(--line-strong)",
  borderRadius: "4px",
  background: "var(--raised)",
  color: "var(--ink)",
  fontSize: "0.75rem",
};

const frame = {
  "&": {
    ...mono,
    height: "100%",
    minHeight: "var(--code-min-height, 0)",
    maxHeight: "var(--code-max-height, none)",
    color: "var(--ink)",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { ...mono, lineHeight: "20px", overflow: "auto", padding: "8px 0" },
  ".cm-content": { padding: "0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 16px 0 4px" },
  ".cm-cursor, .cm-dropCursor": { borderLeft: "2px solid var(--accent)", marginLeft: "-1px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": {
    backgroundColor: "color-mix(in srgb, var(--ink) 4%, transparent)",
  },
  "&.cm-focused .cm-activeLineGutter": { color: "var(--ink)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground":
    {
      background: "color-mix(in srgb, var(--accent) 24%, transparent)",
    },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--accent) 14%, transparent)" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--line-strong)",
    borderRadius: "2px",
  },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--red-soft)" },
  ".cm-specialChar": { color: "var(--red)" },
  ".cm-foldPlaceholder": {
    padding: "0 6px",
    border: "1px solid var(--line-strong)",
    borderRadius: "4px",
    backgroundColor: "var(--hover)",
    color: "var(--quiet)",
  },
};

const gutters = {
  ".cm-gutters": { border: "none", backgroundColor: "var(--sunken)", color: "var(--faint)" },
  ".cm-gutter-lint": { width: "16px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "3ch", padding: "0" },
  ".cm-foldGutter": { width: "20px" },
  ".cm-foldGutter .cm-gutterElement": { padding: "0", textAlign: "center", cursor: "pointer" },
};

const problems = {
  ".cm-lintRange": { backgroundImage: "none", paddingBottom: "0" },
  ".cm-lintRange-error": {
    textDecoration: "underline wavy 1px var(--red)",
    textUnderlineOffset: "3px",
  },
  ".cm-lintRange-warning": {
    textDecoration: "underline wavy 1px var(--amber)",
    textUnderlineOffset: "3px",
  },
  ".cm-lintRange-active": { backgroundColor: "var(--red-soft)" },
  ".cm-lint-marker": {
    width: "16px",
    height: "20px",
    lineHeight: "20px",
    textAlign: "center",
    fontWeight: "700",
  },
  ".cm-lint-marker-error": { content: "normal", color: "var(--red)" },
  ".cm-lint-marker-warning": { content: "normal", color: "var(--amber)" },
  ".cm-lint-marker-error::before": { content: '"✕"' },
  ".cm-lint-marker-warning::before": { content: '"!"' },
  ".cm-diagnostic": {
    margin: "0",
    padding: "6px 10px",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--red)" },
  ".cm-diagnostic-warning": { borderLeft: "3px solid var(--amber)" },
};

const floats = {
  ".cm-tooltip": { ...floating, maxWidth: "min(480px, 90vw)", overflow: "hidden" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { ...mono, maxHeight: "240px", padding: "4px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px", borderRadius: "4px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--selected)",
    color: "var(--ink)",
  },
  ".cm-completionMatchedText": {
    textDecoration: "none",
    fontWeight: "600",
    color: "var(--accent)",
  },
  ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal" },
  ".cm-completionIcon": { display: "none" },
  ".cm-completionInfo": { padding: "8px 10px", maxWidth: "360px" },
  ".cm-explained": { padding: "8px 10px" },
  ".cm-explained code": { ...mono, overflowWrap: "anywhere" },
  ".cm-explainedText": {
    margin: "4px 0 0",
    color: "var(--quiet)",
    fontFamily: "var(--font-sans, sans-serif)",
    fontSize: "0.8125rem",
    lineHeight: "18px",
  },
  ".cm-completionInfo .cm-explainedText": { margin: "0" },
};

const panels = {
  ".cm-panels": { backgroundColor: "var(--page)", color: "var(--ink)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-panel.cm-search": {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "6px",
    padding: "8px 36px 8px 8px",
    fontFamily: "var(--font-sans, sans-serif)",
  },
  ".cm-panel.cm-search br": { flexBasis: "100%", height: "0", content: '""' },
  ".cm-panel.cm-search label": {
    display: "inline-flex",
    alignItems: "center",
    gap: "4px",
    fontSize: "0.75rem",
  },
  ".cm-panel.cm-search input[type=checkbox]": { margin: "0", accentColor: "var(--accent)" },
  ".cm-panel.cm-search [name=close]": {
    top: "8px",
    right: "8px",
    width: "24px",
    height: "24px",
    fontSize: "1rem",
    color: "var(--quiet)",
  },
  ".cm-textfield": { ...control, flex: "1 1 160px", maxWidth: "280px" },
  ".cm-button": { ...control, backgroundImage: "none", fontWeight: "500", cursor: "pointer" },
  ".cm-button:hover": { backgroundColor: "var(--hover)" },
  ".cm-searchMatch": {
    backgroundColor: "var(--amber-soft)",
    outline: "1px solid var(--amber-line)",
  },
  ".cm-searchMatch-selected": { backgroundColor: "var(--amber-line)" },
};

export const codeMirrorTheme = EditorView.theme({
  ...frame,
  ...gutters,
  ...problems,
  ...floats,
  ...panels,
});
