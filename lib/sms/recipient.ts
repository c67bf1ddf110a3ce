// The number a text message goes to, in E.164: as it may be sent, and as it is shown where the message is not.

export const recipientPattern = /^\+[1-9]\d{6,14}$/;

/** `+49*******67`: enough to recognise one's own, too little to learn another's. */
export function maskRecipient(recipient: string): string {
  const hidden = Math.max(0, recipient.length - 5);
  return `${recipient.slice(0, 3)}${"*".repeat(hidden)}${recipient.slice(-2)}`;
}

/** A text of others (a provider's answer) without the number in it. */
export function hideRecipient(text: string, recipient: string): string {
  const masked = maskRecipient(recipient);
  return text.replaceAll(recipient, masked).replaceAll(recipient.slice(1), masked.slice(1));
}
