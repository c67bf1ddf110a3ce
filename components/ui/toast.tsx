// Says what happened out of sight. Anyone may raise one: `useToast()`, or the window event "scriptbus:toast" with
// the same detail. Errors that belong to a field or a page are shown there, not here.
"use client";

import { Toast as Base } from "@base-ui/react/toast";
import { type ReactNode, useEffect, useRef } from "react";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Icon, type IconName } from "#components/ui/icon.tsx";

export type ToastTone = "success" | "info" | "warning" | "danger";

export type ToastInput = {
  title: string;
  description?: string;
  tone?: ToastTone;
  /** What can be done about it: undo, roll back, look. */
  action?: { label: string; onClick: () => void };
};

const looks = {
  success: { tone: "green", icon: "circle-check" },
  info: { tone: "blue", icon: "info" },
  warning: { tone: "amber", icon: "triangle-alert" },
  danger: { tone: "red", icon: "circle-alert" },
} as const satisfies Record<ToastTone, { tone: string; icon: IconName }>;

type ToastData = { tone: ToastTone };

const manager = Base.createToastManager<ToastData>();

/** Raises a toast. What went wrong is read out at once; it stays longer, as does what can be acted upon. */
export function useToast(): (toast: ToastInput) => void {
  return raise;
}

function raise({ title, description, tone = "success", action }: ToastInput): void {
  const isBad = tone === "danger" || tone === "warning";
  const id = manager.add({
    title,
    ...(description ? { description } : {}),
    ...(action ? { actionProps: { children: action.label, onClick: act } } : {}),
    priority: isBad ? "high" : "low",
    timeout: isBad || action ? 12_000 : 5_000,
    data: { tone },
  });
  function act(): void {
    manager.close(id);
    action?.onClick();
  }
}

/** Once around the console. */
export function ToastProvider({ children }: { children: ReactNode }) {
  useEffect(() => {
    window.addEventListener("scriptbus:toast", onToast);
    return () => window.removeEventListener("scriptbus:toast", onToast);
  }, []);
  return (
    <Base.Provider toastManager={manager} limit={4}>
      {children}
      <Base.Portal>
        <Toasts />
      </Base.Portal>
    </Base.Provider>
  );
}

/** A popover, so that toasts stand above an open dialog, too; shown anew, it is the topmost again. */
function Toasts() {
  const { toasts } = Base.useToastManager<ToastData>();
  const viewport = useRef<HTMLDivElement>(null);
  const newest = toasts[0]?.id;
  useEffect(() => {
    const box = viewport.current;
    if (!box?.isConnected) return;
    box.hidePopover();
    if (newest) box.showPopover();
  }, [newest]);
  return (
    <Base.Viewport ref={viewport} popover="manual" className="toasts">
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </Base.Viewport>
  );
}

function OneToast({ toast }: { toast: Base.Root.ToastObject<ToastData> }) {
  const { tone, icon } = looks[toast.data?.tone ?? "info"];
  return (
    <Base.Root toast={toast} className="toast" swipeDirection={["right", "down"]}>
      <Base.Content className="toast-content" data-tone={tone}>
        <Icon name={icon} size={16} />
        <div className="toast-words">
          <Base.Title className="toast-title" />
          <Base.Description className="toast-description" />
          <Base.Action className={classNames(buttonClass({ size: "sm" }), "toast-action")} />
        </div>
        <Base.Close render={<Button variant="ghost" size="sm" icon="x" label="Dismiss" />} />
      </Base.Content>
    </Base.Root>
  );
}

function onToast(event: Event): void {
  const toast = event instanceof CustomEvent ? readToast(event.detail) : undefined;
  if (toast) raise(toast);
}

function readToast(detail: unknown): ToastInput | undefined {
  if (typeof detail !== "object" || detail === null || !("title" in detail)) return undefined;
  const { title } = detail;
  if (typeof title !== "string") return undefined;
  const description = "description" in detail ? detail.description : undefined;
  const tone = "tone" in detail ? detail.tone : undefined;
  return {
    title,
    ...(typeof description === "string" ? { description } : {}),
    ...(isTone(tone) ? { tone } : {}),
  };
}

function isTone(value: unknown): value is ToastTone {
  return typeof value === "string" && Object.hasOwn(looks, value);
}
