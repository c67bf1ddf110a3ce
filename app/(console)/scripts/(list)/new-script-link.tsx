import { LinkButton } from "#components/ui/link-button.tsx";

export function NewScriptLink() {
  return (
    <LinkButton href="/scripts/new" icon="plus" variant="primary">
      New script
    </LinkButton>
  );
}
