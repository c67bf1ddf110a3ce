// What a check of a page found: which rule, at which element, and the measure that broke it.

export type Finding = { rule: string; element: string; detail: string };

/** One line each, so that a failed expectation reads as a list of defects. */
export function describeFindings(findings: readonly Finding[]): string {
  return findings.map(({ rule, element, detail }) => `${rule}: ${element}: ${detail}`).join("\n");
}
