// Tabs that are places: each has its own URL, so they are links and the browser's own Back works.
import { Icon, type IconName } from "#components/ui/icon.tsx";

export type Tab = { href: string; label: string; count?: string | undefined; icon?: IconName };

type TabsProps = {
  /** Whose tabs they are: "Script". */
  label: string;
  tabs: readonly Tab[];
  /** The href of the tab that is open. */
  current: string;
};

export function Tabs({ label, tabs, current }: TabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a
          key={tab.href}
          href={tab.href}
          className="tab"
          aria-current={tab.href === current ? "page" : undefined}
        >
          {tab.icon ? <Icon name={tab.icon} size={14} /> : null}
          <span className="truncate">{tab.label}</span>
          {tab.count === undefined ? null : <span className="tab-count">{tab.count}</span>}
        </a>
      ))}
    </nav>
  );
}
