// Strings that hurt where text is taken for anything else, and words that break what expects short ones.

/** What each must never do: run, load, or send something. `harmless.ts` listens for it. */
export const trap = "hostile-trap";

const run = "window.hostileRan=1";

export const hostileWords = {
  image: `<img src=/${trap}/img onerror="${run}">`,
  script: `"'><script>${run}</script><script src=/${trap}/js></script>`,
  closing: `</script></title></textarea></style><svg/onload="${run}">`,
  link: `javascript:${run}`,
  braces: `{{7*7}} \${alert(1)} <%= 7*7 %> #{7*7}`,
  htmx: `<div hx-get="/${trap}/hx" hx-trigger="load"></div><button data-copy="stolen" data-close>x</button>`,
  partial: `<hx-partial hx-target="body"><b id="${trap}">in</b></hx-partial>`,
  styles: `</style><style>*{display:none!important}</style><i style="position:fixed;inset:0;background:red">`,
  turned: "safe \u202etxt.exe\u202c \u2066isolated",
  unseen: "zero\u200bwidth\u200djoined\ufeff\u00ad",
  emoji: "👩🏽‍🚀🏴‍☠️é̂̃̄̅",
  lines: "first\nsecond\r\nthird\ttabbed\u2028separated",
  word: "W".repeat(500),
} as const;

/** All of them at once, up to a length. */
export function hostileText(length: number): string {
  const { word, ...short } = hostileWords;
  return [...Object.values(short), word].join(" ").slice(0, length);
}

/** Keys and values of a payload, nested, too. */
export function hostilePayload(): Record<string, unknown> {
  const entries = Object.entries(hostileWords);
  const byKey = Object.fromEntries(entries.map(([name, text]) => [text, name]));
  return {
    ...Object.fromEntries(entries),
    url: hostileWords.link,
    href: `https://example.com/"onmouseover="${run}`,
    keys: byKey,
    ["__proto__"]: { polluted: true },
    deep: { list: [[[byKey, hostileWords.script]]], empty: "", none: null },
    many: Array.from({ length: 300 }, (_, n) => `${hostileWords.image}${n}`),
  };
}
