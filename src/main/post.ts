export const openPost = (_: unknown) => ({ close: async () => {} })
