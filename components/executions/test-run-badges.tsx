// That an execution was somebody's test, and whether it did what its calls say.
import { Badge } from "#components/ui/badge.tsx";
import type { ListedExecution } from "#lib/executions/listed-execution.ts";

type TestRunBadgesProps = {
  execution: Pick<ListedExecution, "trigger" | "dryRun">;
  /** Among the columns of a list. */
  plain?: boolean;
};

/** Nothing for what ran for an event. */
export function TestRunBadges({ execution, plain = false }: TestRunBadgesProps) {
  const { trigger, dryRun } = execution;
  return (
    <>
      {trigger === "test" ? (
        <Badge tone="grey" icon="play" plain={plain}>
          Test
        </Badge>
      ) : null}
      {dryRun ? <DryRunBadge plain={plain} /> : null}
    </>
  );
}

export function DryRunBadge({ plain = false }: Pick<TestRunBadgesProps, "plain">) {
  return (
    <Badge
      tone="slate"
      icon="circle-dashed"
      plain={plain}
      title="What its calls would have changed was recorded, not performed"
    >
      Dry run
    </Badge>
  );
}
