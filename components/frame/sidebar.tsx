"use client";
// The navigation beside every page: words from 1100 px on, icons with tips down to 768, below that the sheet.
import { type ReactNode, useState } from "react";
import { NavList } from "#components/frame/nav-list.tsx";
import type { NavGroup } from "#components/frame/navigation.ts";

type SidebarProps = { groups: readonly NavGroup[]; path: string; tenant: ReactNode };

export function Sidebar({ groups, path, tenant }: SidebarProps) {
  const [tip, setTip] = useState<Tip | null>(null);
  const show = ({ target }: { target: EventTarget }) => setTip(tipFor(target));
  const hide = () => setTip(null);
  return (
    <nav
      aria-label="Main"
      onPointerOver={show}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={show}
      onBlur={hide}
      className="sticky top-0 z-30 flex h-dvh w-13 flex-col border-line border-r bg-sunken max-md:hidden min-[1100px]:w-55"
    >
      <div className="flex h-12 shrink-0 items-center px-2">{tenant}</div>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto overscroll-contain px-2 py-2">
        <NavList groups={groups} path={path} rail />
      </div>
      {tip ? (
        <span
          aria-hidden="true"
          style={{ top: tip.top }}
          className="tooltip -translate-y-1/2 pointer-events-none fixed left-14 z-50 min-[1100px]:hidden"
        >
          {tip.label}
        </span>
      ) : null}
    </nav>
  );
}

type Tip = { label: string; top: number };

function tipFor(target: EventTarget): Tip | null {
  const link = target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;
  if (!link) return null;
  const { top, height } = link.getBoundingClientRect();
  return { label: link.dataset["tip"] ?? "", top: top + height / 2 };
}
