// The town around a demo, beside the server: `node bin/town.js` under the pinned Node. It goes away
// with whoever started it.
process.on('disconnect', () => process.exit(0))
process.channel?.unref()
await import('../examples/town.ts')
