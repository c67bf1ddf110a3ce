// A menu under a button. What it holds acts; choosing a value in a form is a Select.
"use client";

import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
};

export function Menu({ trigger, align = "end", side = "bottom", children }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="menu-positioner" align={align} side={side} sideOffset={4}>
          <Base.Popup className="menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type MenuItemProps = {
  icon?: IconName;
  onSelect: () => void;
  tone?: "danger";
  disabled?: boolean;
  /** Keys that do the same: "⌘K". */
  keys?: string;
  children: ReactNode;
};

export function MenuItem({
  icon,
  onSelect,
  tone,
  disabled = false,
  keys,
  children,
}: MenuItemProps) {
  return (
    <Base.Item
      className={tone === "danger" ? "menu-item menu-item-danger" : "menu-item"}
      onClick={onSelect}
      disabled={disabled}
    >
      {icon ? <Icon name={icon} size={14} /> : null}
      <span className="menu-word">{children}</span>
      {keys ? <kbd className="kbd">{keys}</kbd> : null}
    </Base.Item>
  );
}

type MenuLinkProps = { icon?: IconName; href: string; children: ReactNode };

/** It goes somewhere and changes nothing. */
export function MenuLink({ icon, href, children }: MenuLinkProps) {
  return (
    <Base.LinkItem className="menu-item" href={href} closeOnClick>
      {icon ? <Icon name={icon} size={14} /> : null}
      <span className="menu-word">{children}</span>
    </Base.LinkItem>
  );
}

type MenuChoicesProps<Value extends string> = {
  label?: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; icon?: IconName }[];
};

/** One of a few, with a tick at the one that holds. */
export function MenuChoices<Value extends string>(props: MenuChoicesProps<Value>) {
  const { label, value, onChange, options } = props;
  return (
    <Base.RadioGroup value={value} onValueChange={onChange}>
      {label ? <Base.GroupLabel className="menu-label">{label}</Base.GroupLabel> : null}
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className="menu-item" closeOnClick>
          {option.icon ? <Icon name={option.icon} size={14} /> : null}
          <span className="menu-word">{option.label}</span>
          <span className="menu-check">
            <Base.RadioItemIndicator>
              <Icon name="check" size={14} />
            </Base.RadioItemIndicator>
          </span>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export function MenuLine() {
  return <Base.Separator className="menu-line" />;
}
