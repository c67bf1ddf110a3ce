// The only place where HTML is set as text and handed to htmx. React draws one empty box and never looks into it
// again; a new page under it (a refresh, the way back) makes the island read its own `src` instead.
"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { dropQuestionOf } from "./confirm-dialog.ts";
import { keepEarlyClick } from "./early-click.ts";
import { addIsland, refreshIsland, removeIsland } from "./islands.ts";
import { withHtmx } from "./load-htmx.ts";
import { closeModalOf } from "./modal-slot.ts";

type IslandProps = {
  /** Drawn by `renderHtml` on the server. */
  html: string;
  /** The fragment that answers with the same content, fresh. */
  src: string;
  /** When it changes, what the island shows is out of date: the state of its subject, as a live read knows it. */
  revision?: string | number | undefined;
  className?: string;
};

export function HtmxIsland(props: IslandProps) {
  return <Island key={props.src} {...props} />;
}

function Island({ html, src, revision, className }: IslandProps) {
  const box = useRef<HTMLDivElement>(null);
  const [drawn] = useState(html);
  const [isFresh] = useState(useCameWithDocument());
  const given = `${revision ?? ""}\n${html}`;
  const latest = useRef(given);

  useEffect(() => {
    if (!box.current) return;
    return openIsland(box.current, { src, isFresh });
  }, [src, isFresh]);

  useEffect(() => {
    if (latest.current === given) return;
    latest.current = given;
    box.current?.dispatchEvent(new Event("island-outdated"));
  }, [given]);

  return (
    <div
      ref={box}
      className={className}
      data-htmx-island={src}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: markup that React drew on the server, escaped
      dangerouslySetInnerHTML={{ __html: drawn }}
    />
  );
}

/** False when the page was put together in the browser: its content may come from the router's memory. */
function useCameWithDocument(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => false,
    () => true,
  );
}

/** Answers with what closes it. */
function openIsland(box: HTMLElement, { src, isFresh }: { src: string; isFresh: boolean }) {
  const island = addIsland(box, src);
  let isOpen = true;
  const refresh = () => withHtmx((htmx) => refreshIsland(htmx, island));
  const endWaiting = keepEarlyClick(box);
  withHtmx((htmx) => {
    if (!isOpen) return;
    htmx.process(box);
    endWaiting(true);
    if (!isFresh) refresh();
  });
  box.addEventListener("island-outdated", refresh);
  return () => {
    isOpen = false;
    endWaiting(false);
    box.removeEventListener("island-outdated", refresh);
    removeIsland(island);
    closeModalOf(box);
    dropQuestionOf(box);
  };
}
