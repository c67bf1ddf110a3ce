"use client";
// Light, dark, or what the system says: a menu for the top bar, a row of three for the sheet.
import { applyTheme } from "#components/frame/apply-theme.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { Menu, MenuChoices } from "#components/ui/menu.tsx";
import type { Theme } from "#components/ui/theme.ts";

type ThemeSwitchProps = { theme: Theme; onTheme: (theme: Theme) => void };

type Option = { value: Theme; label: string; icon: IconName };

const options: readonly Option[] = [
  { value: "light", label: "Light", icon: "sun" },
  { value: "dark", label: "Dark", icon: "moon" },
  { value: "system", label: "System", icon: "monitor" },
];

export function ThemeSwitch({ theme, onTheme }: ThemeSwitchProps) {
  const icon = options.find(({ value }) => value === theme)?.icon ?? "monitor";
  return (
    <Menu trigger={<Button variant="ghost" icon={icon} label="Theme" />}>
      <MenuChoices
        label="Theme"
        value={theme}
        onChange={(next) => choose(next, onTheme)}
        options={options}
      />
    </Menu>
  );
}

export function ThemeRow({ theme, onTheme }: ThemeSwitchProps) {
  return (
    <fieldset className="flex rounded border border-line p-0.5">
      <legend className="sr-only">Theme</legend>
      {options.map(({ value, label, icon }) => (
        <label
          key={value}
          className={classNames(
            "flex h-8 flex-1 items-center justify-center gap-1.5 rounded-sm text-xs has-focus-visible:outline-2 has-focus-visible:outline-accent",
            value === theme ? "bg-selected text-ink" : "text-quiet",
          )}
        >
          <input
            type="radio"
            name="theme"
            value={value}
            checked={value === theme}
            onChange={() => choose(value, onTheme)}
            className="sr-only"
          />
          <Icon name={icon} size={14} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function choose(theme: Theme, onTheme: (theme: Theme) => void): void {
  applyTheme(theme);
  onTheme(theme);
}
