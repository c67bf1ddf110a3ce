// A parameter as PostgreSQL reads it. What it is to be, the statement says: the server tells its type before it is sent.

/** Holds a value until its type is known. */
export class DataParameter {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  /** For every type but JSON's. */
  toString(): string {
    return printText(this.value);
  }
}

export function printJson(parameter: unknown): string {
  return JSON.stringify(parameter instanceof DataParameter ? parameter.value : parameter);
}

function printText(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map(printMember).join(",")}}`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function printMember(value: unknown): string {
  if (value === null) return "NULL";
  if (Array.isArray(value)) return printText(value);
  return `"${printText(value).replace(/["\\]/g, "\\$&")}"`;
}
