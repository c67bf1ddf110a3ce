// The script of a dead letter: letters outlive their scripts.

export function ScriptName({ name }: { name: string | null }) {
  return name === null ? <span className="text-faint">Deleted script</span> : <bdi>{name}</bdi>;
}
