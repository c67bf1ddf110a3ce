"use client";
// Who is signed in, what is theirs, and the way out.
import type { FrameUser } from "#components/frame/navigation.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuItem, MenuLine } from "#components/ui/menu.tsx";

type UserMenuProps = {
  user: FrameUser;
  onShortcuts: () => void;
  onSignOut: () => void;
};

export function UserMenu({ user, onShortcuts, onSignOut }: UserMenuProps) {
  return (
    <Menu trigger={<Button variant="ghost" icon="user" label="Your account" />}>
      <div className="max-w-70 px-2 pt-1.5 pb-1">
        <p className="truncate font-medium" title={user.name}>
          {user.name}
        </p>
        <p className="truncate text-quiet text-xs" title={user.email}>
          {user.email}
        </p>
        <p className="truncate text-faint text-xs first-letter:uppercase">{user.role}</p>
      </div>
      <MenuLine />
      <MenuItem icon="list" keys="?" onSelect={onShortcuts}>
        Keyboard shortcuts
      </MenuItem>
      <MenuLine />
      <MenuItem icon="log-out" onSelect={onSignOut}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
