// Opens "Send demo events". Only for whom may send events.
import { Button, type ButtonProps } from "#components/ui/button.tsx";

export function DemoButton({ size = "md" }: Pick<ButtonProps, "size">) {
  return (
    <Button icon="zap" size={size} data-demo-open="">
      Send demo events
    </Button>
  );
}
