// An error in one line: its name, and what it says. Both are a script's own words.

type ErrorLineProps = { error: { name: string; message: string } };

export function ErrorLine({ error: { name, message } }: ErrorLineProps) {
  return (
    <bdi>
      <span className="font-medium">{name}</span>
      {message ? <span className="font-normal text-quiet">: {message}</span> : null}
    </bdi>
  );
}

export function errorTitle({ name, message }: ErrorLineProps["error"]): string {
  return message ? `${name}: ${message}` : name;
}
