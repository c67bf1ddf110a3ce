// How htmx is set up here. It reads this once, when it is loaded: no history, no code in attributes, dashes where it
// has colons (JSX knows none), and nothing of a refusal is swapped in unless an element asks for it (`hx-status-422`).

export const htmxConfig = JSON.stringify({
  history: false,
  metaCharacter: "-",
  noSwap: [204, 304, "4xx", "5xx"],
  includeIndicatorCSS: false,
  // What a person unfolded stays so when a refused form is drawn again.
  morphIgnore: ["data-htmx-powered", "open"],
  prefix: "",
});
