"use client";
// What the palette finds. cmdk filters and moves; links and actions are the caller's.
import { Command } from "cmdk";
import type { FocusEvent, ReactNode } from "react";
import {
  type PaletteProps,
  paletteInput,
  palettePlaceholder,
  paletteRow,
} from "#components/frame/palette.ts";
import { readPastedId } from "#components/frame/pasted-id.ts";
import { Icon, type IconName } from "#components/ui/icon.tsx";

type PaletteListProps = PaletteProps & {
  search: string;
  onSearch: (text: string) => void;
  onClose: () => void;
};

export function PaletteList(props: PaletteListProps) {
  const { search, onSearch, onClose } = props;
  const id = readPastedId(search);
  const act = (run: () => void) => () => {
    onClose();
    run();
  };
  return (
    <Command label="Search" loop vimBindings={false} shouldFilter={id === null}>
      <div className={paletteRow}>
        <Icon name="search" />
        <Command.Input
          autoFocus
          data-first-focus=""
          value={search}
          onValueChange={onSearch}
          onFocus={putCaretLast}
          placeholder={palettePlaceholder}
          className={paletteInput}
        />
      </div>
      <Command.List className="max-h-[min(400px,60dvh)] overflow-y-auto overscroll-contain p-2">
        {id ? <Ids id={id} {...props} act={act} /> : <Places {...props} act={act} />}
        {id ? null : <Lists {...props} act={act} />}
      </Command.List>
    </Command>
  );
}

type Act = (run: () => void) => () => void;

function Ids({ id, idLinks, go, act }: PaletteListProps & { id: string; act: Act }) {
  return (
    <Group heading={`Open ${id}`}>
      {idLinks(id).map(({ href, label, icon }) => (
        <Item key={href} value={href} icon={icon} onSelect={act(() => go(href))}>
          {label}
        </Item>
      ))}
    </Group>
  );
}

function Places({ groups, actions, go, act }: PaletteListProps & { act: Act }) {
  return (
    <>
      <Group heading="Pages">
        {groups
          .flatMap(({ items }) => items)
          .map(({ href, label, icon, keys }) => (
            <Item key={href} value={label} icon={icon} keys={keys} onSelect={act(() => go(href))}>
              {label}
            </Item>
          ))}
      </Group>
      {actions.length > 0 ? (
        <Group heading="Actions">
          {actions.map(({ id, label, icon, keywords, run }) => (
            <Item key={id} value={label} icon={icon} keywords={keywords} onSelect={act(run)}>
              {label}
            </Item>
          ))}
        </Group>
      ) : null}
    </>
  );
}

/** What is typed may also be a name of the tenant's own: cmdk does not rank these, they are always there. */
function Lists({ search, searchLinks, go, act }: PaletteListProps & { act: Act }) {
  const links = search.trim() === "" ? [] : searchLinks(search.trim());
  if (links.length === 0) return <Nothing search={search} />;
  return (
    <Group heading="Search" forceMount>
      {links.map(({ href, label, icon }) => (
        <Item key={icon} value={`search ${icon}`} icon={icon} onSelect={act(() => go(href))}>
          {label}
        </Item>
      ))}
    </Group>
  );
}

function Nothing({ search }: { search: string }) {
  return (
    <Command.Empty className="px-4 pt-2 pb-8 text-center text-quiet text-sm">
      Nothing is called “<span className="[overflow-wrap:anywhere]">{search}</span>”.
    </Command.Empty>
  );
}

type GroupProps = { heading: string; forceMount?: boolean; children: ReactNode };

function Group({ heading, forceMount = false, children }: GroupProps) {
  return (
    <Command.Group
      forceMount={forceMount}
      heading={<span className="block truncate px-2 pt-1 pb-1 text-faint text-xs">{heading}</span>}
      className="not-first:mt-2"
    >
      {children}
    </Command.Group>
  );
}

type ItemProps = {
  value: string;
  icon: IconName;
  keys?: string | undefined;
  keywords?: readonly string[] | undefined;
  onSelect: () => void;
  children: ReactNode;
};

function Item({ value, icon, keys, keywords = [], onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      keywords={[...keywords]}
      onSelect={onSelect}
      className="flex h-9 cursor-default items-center gap-2.5 rounded-sm px-2 text-sm data-[selected=true]:bg-selected"
    >
      <Icon name={icon} className="text-quiet" />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys ? (
        <span className="flex gap-1 pointer-coarse:hidden">
          {keys.split(" ").map((key) => (
            <kbd key={key} className="kbd">
              {key}
            </kbd>
          ))}
        </span>
      ) : null}
    </Command.Item>
  );
}

function putCaretLast({ currentTarget }: FocusEvent<HTMLInputElement>): void {
  const { length } = currentTarget.value;
  currentTarget.setSelectionRange(length, length);
}
