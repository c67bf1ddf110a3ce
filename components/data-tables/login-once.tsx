// What a new login opens with. It is shown until the page is left, and never again.
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { DataLogin } from "#lib/data/login-url.ts";

export function LoginOnce({ login }: { login: DataLogin }) {
  const { url, psql, host, port, database, user, password } = login;
  return (
    <div className="grid min-w-0 gap-3">
      <Notice tone="success" role="status" title="This password is shown only now">
        Whoever has it owns your tenant’s tables: keep it where your migrations find it. The host is
        the one this instance reaches its database by; from elsewhere it may have another name.
      </Notice>
      <CodeBlock language="text" label="connection URL" title="Connection URL" code={url} />
      <CodeBlock language="shell" label="psql command" title="psql" code={psql} />
      <Disclosure className="text-sm" summary="Each part">
        <div className="pt-2 pl-5">
          <KeyValues
            items={[
              ["Host", <Word key="host" text={host} />],
              ["Port", <Word key="port" text={port} />],
              ["Database", <Word key="database" text={database} />],
              ["User", <Word key="user" text={user} />],
              ["Password", <Word key="password" text={password} />],
            ]}
          />
        </div>
      </Disclosure>
    </div>
  );
}

function Word({ text }: { text: string }) {
  return <code className="font-mono text-xs [overflow-wrap:anywhere]">{text}</code>;
}
