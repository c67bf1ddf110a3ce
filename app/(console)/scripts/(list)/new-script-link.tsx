import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";

export function NewScriptLink() {
  return (
    <a className={buttonClass({ variant: "primary" })} href="/scripts/new">
      <Icon name="plus" />
      <span>New script</span>
    </a>
  );
}
