import { Section } from "#components/ui/section.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";

export default function SettingsLoading() {
  return (
    <Section title="General">
      <SkeletonText lines={6} />
    </Section>
  );
}
