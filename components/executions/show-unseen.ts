// What scripts write may hold characters that nobody sees and that turn the text around them.

/** Control characters and direction overrides as escapes; line breaks and tabs stay. */
export function showUnseen(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is made visible.
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
