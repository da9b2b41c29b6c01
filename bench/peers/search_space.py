"""glassnet's default space of `tune`, as far as a peer has its options."""

HIDDEN = [(32,), (64,), (48, 48), (64, 32), (48, 48, 48)]
LEARNING_RATE = (0.0005, 0.01)
WEIGHT_DECAY = [0.0, 0.1, 0.3, 1.0, 3.0]
PATIENCE = 10
EPOCHS = 200
