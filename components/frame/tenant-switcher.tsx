"use client";
// Whose console this is, and the way to another tenant for those who have several.
import type { TenantChoice } from "#components/frame/navigation.ts";
import { classNames } from "#components/ui/class-names.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Menu, MenuChoices } from "#components/ui/menu.tsx";

type TenantSwitcherProps = {
  tenant: TenantChoice;
  tenants: readonly TenantChoice[];
  onSwitch: (id: string) => void;
};

export function TenantSwitcher({ tenant, tenants, onSwitch }: TenantSwitcherProps) {
  const look =
    "flex h-8 min-w-0 items-center gap-2.5 rounded px-2 text-left font-medium text-ink text-sm min-[1100px]:flex-1";
  if (tenants.length < 2) {
    return (
      <span className={look} title={tenant.name}>
        <TenantName tenant={tenant} rail />
      </span>
    );
  }
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          title={tenant.name}
          className={classNames(look, "hover:bg-hover aria-expanded:bg-hover")}
        >
          <span className="sr-only">Tenant</span>
          <TenantName tenant={tenant} rail />
          <Icon
            name="chevrons-up-down"
            size={14}
            className="ml-auto text-faint max-[1099px]:hidden"
          />
        </button>
      }
    >
      <MenuChoices
        label="Tenants"
        value={tenant.id}
        onChange={onSwitch}
        options={tenants.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Menu>
  );
}

/** The same in a sheet, where a menu would be under it. */
export function TenantList({ tenant, tenants, onSwitch }: TenantSwitcherProps) {
  const others = tenants.filter(({ id }) => id !== tenant.id);
  return (
    <details className="group min-w-0 flex-1">
      <summary
        className={classNames(
          "flex h-10 min-w-0 items-center gap-2.5 rounded px-2 font-medium text-sm",
          others.length === 0 && "pointer-events-none",
        )}
        tabIndex={others.length === 0 ? -1 : undefined}
      >
        <TenantName tenant={tenant} />
        {others.length > 0 ? (
          <Icon name="chevron-down" size={14} className="text-faint group-open:rotate-180" />
        ) : null}
      </summary>
      {others.map((other) => (
        <button
          key={other.id}
          type="button"
          onClick={() => onSwitch(other.id)}
          className="flex h-10 w-full min-w-0 items-center gap-2.5 rounded px-2 text-left text-quiet text-sm hover:bg-hover hover:text-ink"
        >
          <TenantName tenant={other} />
        </button>
      ))}
    </details>
  );
}

function TenantName({ tenant, rail = false }: { tenant: TenantChoice; rail?: boolean }) {
  const [initial] = [...new Intl.Segmenter("en").segment(tenant.name.trim())];
  return (
    <>
      <span
        aria-hidden="true"
        className="-ml-0.5 grid size-5 shrink-0 place-items-center rounded-sm bg-ink font-semibold text-page text-xs uppercase leading-none"
      >
        {initial?.segment ?? "·"}
      </span>
      <span className={classNames("min-w-0 truncate", rail && "max-[1099px]:sr-only")}>
        {tenant.name}
      </span>
    </>
  );
}
