// Tells a text that comes back from the owner of a field from one that is the owner's own. Somebody who types
// fast is already further when an earlier text returns, and must not be thrown back to it.

export type Echo = {
  /** The field reported this text. */
  send(text: string): void;
  /** The owner gave this text: is it only one that was sent? Then those before it will not return any more. */
  receive(text: string): boolean;
};

/** An owner that never answers must not make us keep every text. */
const maxWaiting = 50;

export function createEcho(): Echo {
  let waiting: string[] = [];
  return {
    send(text) {
      waiting = [...waiting, text].slice(-maxWaiting);
    },
    receive(text) {
      const index = waiting.lastIndexOf(text);
      waiting = index === -1 ? [] : waiting.slice(index + 1);
      return index !== -1;
    },
  };
}
