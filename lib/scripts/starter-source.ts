// What a new script begins with: it reads the payload, logs, and returns something to look at.

const javascript = `// Runs once for each event that one of its subscriptions matches.
const payload = sdk.events.current();
const { type, subject, attempt } = sdk.events.context();

sdk.log.info(\`handling \${type}\`, { subject, attempt, payload });

// What is returned is kept with the execution. What is thrown is retried, then becomes a dead letter.
return { handled: type };
`;

const typescript = `// Runs once for each event that one of its subscriptions matches.
type Payload = Record<string, unknown>;

const payload = sdk.events.current() as Payload;
const { type, subject, attempt } = sdk.events.context();

sdk.log.info(\`handling \${type}\`, { subject, attempt, payload });

// What is returned is kept with the execution. What is thrown is retried, then becomes a dead letter.
return { handled: type };
`;

export const starterSources = { javascript, typescript } as const;
