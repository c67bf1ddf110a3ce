/** Of a link among other text. One that looks like a button is a LinkButton. */
export const linkClass = "text-accent hover:underline";
