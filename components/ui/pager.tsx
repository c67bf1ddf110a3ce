// Newer and older, by cursor: there are no page numbers in a list that never stands still.
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";

type PagerProps = {
  newer?: string | undefined;
  older?: string | undefined;
  /** What is on this page: "50 executions". */
  summary?: ReactNode;
  label?: string;
};

export function Pager({ newer, older, summary, label = "Pages" }: PagerProps) {
  if (!newer && !older && !summary) return null;
  return (
    <nav className="pager" aria-label={label}>
      <span className="pager-summary">{summary}</span>
      <PagerLink href={newer} rel="prev" icon="chevron-left" word="Newer" />
      <PagerLink href={older} rel="next" icon="chevron-right" word="Older" />
    </nav>
  );
}

type PagerLinkProps = {
  href: string | undefined;
  rel: "prev" | "next";
  icon: IconName;
  word: string;
};

function PagerLink({ href, rel, icon, word }: PagerLinkProps) {
  const face = [
    rel === "prev" ? <Icon key="icon" name={icon} size={14} /> : null,
    <span key="word">{word}</span>,
    rel === "next" ? <Icon key="icon" name={icon} size={14} /> : null,
  ];
  const look = buttonClass({ size: "sm" });
  if (!href) {
    return (
      <span className={look} aria-disabled="true">
        {face}
      </span>
    );
  }
  return (
    <a className={look} href={href} rel={rel}>
      {face}
    </a>
  );
}
