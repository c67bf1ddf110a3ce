/** The script that something names: what ran of a script outlives it. */
export type NamedScript = {
  scriptId: string;
  /** Null when the script is gone without a trace. */
  scriptName: string | null;
  /** It has no page any more. */
  scriptDeleted: boolean;
};
