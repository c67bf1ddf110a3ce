// Loaded by `@config` in app/globals.css; the theme itself is CSS variables there.
import type { Config } from "tailwindcss";

const config: Config = { content: [] };

export default config;
