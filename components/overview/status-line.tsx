// Whether anything is wrong, in one sentence that leads to it.
import { Fragment } from "react";
import { Icon } from "#components/ui/icon.tsx";
import type { Overview } from "#lib/overview/overview.ts";
import { type StatusNews, statusSentence } from "./status-sentence.ts";

const looks = {
  good: { tone: "green", icon: "circle-check", spoken: "Nothing is wrong." },
  notice: { tone: "amber", icon: "archive-x", spoken: "Somebody must decide." },
  bad: { tone: "red", icon: "circle-alert", spoken: "Something is wrong." },
} as const;

export function StatusLine({ overview }: { overview: Overview }) {
  const { tone, headline, details } = statusSentence(overview);
  const look = looks[tone];
  return (
    <div className="flex min-w-0 gap-2.5" data-tone={look.tone}>
      <Icon name={look.icon} size={20} className="mt-0.5 text-(--tone)" />
      <p className="min-h-18 min-w-0 text-pretty text-lg [overflow-wrap:anywhere] md:min-h-6">
        <span className="font-semibold">
          <News news={headline} />
        </span>
        {details.map((detail) => (
          <Fragment key={detail.href ?? detail.text.replace(/[\d,.]+/g, "")}>
            <span className="text-faint"> · </span>
            <span className="text-quiet tabular-nums">
              <News news={detail} />
            </span>
          </Fragment>
        ))}
      </p>
      <span role="status" className="sr-only">
        {look.spoken}
      </span>
    </div>
  );
}

function News({ news: { text, href } }: { news: StatusNews }) {
  if (href === undefined) return text;
  return (
    <a
      className="underline decoration-line-strong underline-offset-4 hover:decoration-current"
      href={href}
    >
      {text}
    </a>
  );
}
