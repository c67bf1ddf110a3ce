// An event as a shell command that sends it. Pure.

export type CurlEvent = {
  /** Of this instance: `https://scriptbus.example`. */
  origin: string;
  /** Written into the command; without one it asks for the variable SCRIPTBUS_KEY. */
  apiKey?: string | undefined;
  type: string;
  source?: string | undefined;
  subject?: string | undefined;
  /** As JSON text. */
  dataJson: string;
};

/**
 * The body goes through standard input, word for word: no quoting can change it and no length is too much for a command
 * line. No line of JSON is the bare word that ends it.
 */
export function curlOf({
  origin,
  apiKey = "$SCRIPTBUS_KEY",
  dataJson,
  ...envelope
}: CurlEvent): string {
  const body = `${JSON.stringify(envelope).slice(0, -1)},\n "data":${dataJson}}`;
  return [
    `curl ${origin}/api/v1/events \\`,
    `  -H "Authorization: Bearer ${apiKey}" \\`,
    '  -H "Content-Type: application/json" \\',
    "  --data-binary @- <<'JSON'",
    body,
    "JSON",
  ].join("\n");
}
