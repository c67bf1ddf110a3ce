// The short name of a tenant in URLs: lower-case letters, digits and hyphens.

const longest = 40;
const fallback = "main";

/** Names for the tenant of a first user, best first, without end: the email's domain, `main`, `main-2`, … */
export function* slugsForEmail(email: string): Generator<string, never> {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  const [label = ""] = domain.split(".");
  const slug = slugFrom(label);
  if (slug !== "") yield slug;
  if (slug !== fallback) yield fallback;
  for (let n = 2; ; n += 1) yield `${fallback}-${n}`;
}

function slugFrom(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "");
}
