// A verdict on what a script or a person wrote; the message says what is wrong and what to do.

export type Judged<T> = { ok: true; value: T } | { ok: false; message: string };

export function accept<T>(value: T): Judged<T> {
  return { ok: true, value };
}

export function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
