"""glassnet's default space of `tune`, as far as a peer has its options."""

HIDDEN = [(50,), (100,), (50, 50), (100, 50), (50, 50, 50), (100, 100)]
LEARNING_RATE = (0.0003, 0.01)
DROPOUT = [0.0, 0.1, 0.2, 0.3]
WEIGHT_DECAY = [0.0, 0.0001, 0.001, 0.01, 0.1]
PATIENCE = 10
EPOCHS = 200
