"""The course's job as a script with PyTorch."""

import os

import torch

from course_job import BATCH_SIZE, CLASSES, HIDDEN, course_arrays, print_test, read_arguments

torch.set_num_threads(int(os.environ["THREADS"]))
torch.manual_seed(1)
path, epochs = read_arguments()
(x, y), validation, test = [tuple(map(torch.from_numpy, part)) for part in course_arrays(path)]
widths = (x.shape[1], *HIDDEN, CLASSES)
modules = [module for pair in zip(widths, widths[1:]) for module in (torch.nn.Linear(*pair), torch.nn.ReLU())]
network = torch.nn.Sequential(*modules[:-1])
criterion = torch.nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(network.parameters(), lr=0.001)


@torch.no_grad()
def evaluate(inputs, targets):
    logits = network(inputs)
    return criterion(logits, targets).item(), (logits.argmax(dim=1) == targets).float().mean().item()


for epoch in range(epochs):
    for batch in torch.randperm(len(x)).split(BATCH_SIZE):
        optimizer.zero_grad()
        criterion(network(x[batch]), y[batch]).backward()
        optimizer.step()
    evaluate(*validation)
print_test(*evaluate(*test))
