// The budgets of secrets, and what is too short to be taken out of what people read.
export const secretLimits = {
  /** UTF-8. */
  valueBytes: 16 * 1024,
  perTenant: 100,
  /** Characters; a shorter value stays readable in logs: without it hardly a word could be printed. */
  shortestRedacted: 4,
  /** Characters of a value that is looked for inside base64, too. */
  shortestInBase64: 8,
  /** Texts inside a value that is JSON, such as the private key of a service account, that are looked for by themselves. */
  partsOfJson: 16,
  /**
   * Characters of all texts of one run, times the forms they are looked through for. It bounds what redaction can take
   * of the worker: half a second at the worst. What is beyond it is masked whole.
   */
  redactionWork: 150_000_000,
} as const;
