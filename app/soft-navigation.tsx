"use client";
// Turns clicks on our own links into soft navigations, wherever they were drawn: by React or by htmx. Middle clicks,
// modifier keys, downloads and other targets stay the browser's.
import { useRouter } from "next/navigation";
import { useEffect } from "react";

export function SoftNavigation() {
  const router = useRouter();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = ownLink(event.target);
      if (!link || !isPlainClick(event)) return;
      event.preventDefault();
      router.push(addressOf(link));
    };
    const prefetch = (event: Event) => {
      const link = ownLink(event.target);
      if (link) router.prefetch(addressOf(link));
    };
    document.addEventListener("click", follow);
    document.addEventListener("pointerover", prefetch);
    return () => {
      document.removeEventListener("click", follow);
      document.removeEventListener("pointerover", prefetch);
    };
  }, [router]);
  return null;
}

const notPages = /^\/(api|hooks|x)\/|^\/(livez|readyz|healthz)$/;

function ownLink(target: EventTarget | null): HTMLAnchorElement | null {
  const link = target instanceof Element ? target.closest("a") : null;
  if (!link?.href || link.target || link.hasAttribute("download")) return null;
  if (link.origin !== window.location.origin || notPages.test(link.pathname)) return null;
  return isPlaceOnThisPage(link) ? null : link;
}

/** `#line-12` of the page that is open: the browser scrolls there by itself. */
function isPlaceOnThisPage(link: HTMLAnchorElement): boolean {
  const { pathname, search } = window.location;
  return link.hash !== "" && link.pathname === pathname && link.search === search;
}

function isPlainClick(event: MouseEvent): boolean {
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  return !event.defaultPrevented && event.button === 0 && !modified;
}

function addressOf({ pathname, search, hash }: HTMLAnchorElement): string {
  return `${pathname}${search}${hash}`;
}
