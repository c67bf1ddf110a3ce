/** A key, as it stands on the keyboard: "⌘K", "Esc". */
export function Kbd({ children }: { children: string }) {
  return <kbd className="kbd">{children}</kbd>;
}
