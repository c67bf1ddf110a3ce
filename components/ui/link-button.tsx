import { buttonClass } from "#components/ui/button.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";

type LinkButtonProps = Parameters<typeof buttonClass>[0] & {
  href: string;
  icon?: IconName;
  children: string;
};

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ href, icon, children, size = "md", ...look }: LinkButtonProps) {
  return (
    <a className={buttonClass({ size, ...look })} href={href}>
      {icon ? <Icon name={icon} size={size === "sm" ? 14 : 16} /> : null}
      <span>{children}</span>
    </a>
  );
}
