// Opens "Send demo events". Only for whom may send events.
import { Button } from "#components/ui/button.tsx";

export function DemoButton() {
  return (
    <Button icon="zap" data-demo-open="">
      Send demo events
    </Button>
  );
}
