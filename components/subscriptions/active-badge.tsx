// Whether a subscription reacts at all.
import { Badge } from "#components/ui/badge.tsx";

export function ActiveBadge({ active, plain = false }: { active: boolean; plain?: boolean }) {
  return active ? (
    <Badge tone="green" icon="circle-check" plain={plain}>
      Active
    </Badge>
  ) : (
    <Badge tone="slate" icon="circle-pause" plain={plain}>
      Inactive
    </Badge>
  );
}
