"""The running service: the doors, the engine behind them, and what starts and watches both."""
