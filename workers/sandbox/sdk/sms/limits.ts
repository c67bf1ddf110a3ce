// The budget of sdk.sms beyond the run's own (product.md §8).
export const smsLimits = { messageChars: 1_600, messagesPerDay: 100 } as const;
