/**
 * The formulas of the equations for KaTeX. They stand apart from the registry, which the study page loads without them.
 */
import type { EquationId } from './equation.ts';

export const TEX: Readonly<Record<EquationId, string>> = {
  standardise: String.raw`x = \frac{\text{value} - \text{mean}}{\text{sd}}`,
  glorot: String.raw`W \sim U(-l, l), \quad l = \sqrt{\frac{6}{\text{fanIn} + \text{fanOut}}}`,
  'he-init': String.raw`W \sim U(-l, l), \quad l = \sqrt{\frac{6}{\text{fanIn}}}`,
  'dense.z': String.raw`z_{ij} = \sum_s x_{is} W_{sj} + b_j`,
  relu: String.raw`a = \max(0, z)`,
  dropout: String.raw`y = a \odot \text{mask}, \quad \text{mask} = \begin{cases} 0 & \text{with probability } r \\ \frac{1}{1 - r} & \text{else} \end{cases}`,
  softmax: String.raw`p_j = \frac{e^{z_j - \max_k z_k}}{\sum_k e^{z_k - \max_k z_k}}`,
  'sparse-ce': String.raw`\ell = -\ln p_y = \ln \sum_k e^{z_k - \max} - (z_y - \max)`,
  'sigmoid-ce': String.raw`p = \frac{1}{1 + e^{-z}}, \quad \ell = \max(z, 0) - zy + \ln(1 + e^{-|z|})`,
  'dce.dz': String.raw`\frac{\partial L}{\partial z_{ij}} = \frac{w_i}{n} \left(p_{ij} - \mathbf{1}\{j = y_i\}\right)`,
  'dense.dW': String.raw`\frac{\partial L}{\partial W_{sj}} = \sum_i x_{is}\, \frac{\partial L}{\partial z_{ij}}`,
  'dense.db': String.raw`\frac{\partial L}{\partial b_j} = \sum_i \frac{\partial L}{\partial z_{ij}}`,
  'dense.dx': String.raw`\frac{\partial L}{\partial x_{is}} = \sum_j \frac{\partial L}{\partial z_{ij}}\, W_{sj}`,
  'relu.dz': String.raw`\frac{\partial L}{\partial z} = \begin{cases} \frac{\partial L}{\partial a} & z > 0 \\ 0 & \text{else} \end{cases}`,
  l2: String.raw`L \mathrel{+}= \lambda \sum w^2, \quad \frac{\partial L}{\partial W} \mathrel{+}= 2\lambda W`,
  'adam.m': String.raw`m_t = \beta_1 m_{t-1} + (1 - \beta_1)\, g_t`,
  'adam.v': String.raw`v_t = \beta_2 v_{t-1} + (1 - \beta_2)\, g_t^2`,
  'adam.mhat': String.raw`\hat m_t = \frac{m_t}{1 - \beta_1^t}`,
  'adam.vhat': String.raw`\hat v_t = \frac{v_t}{1 - \beta_2^t}`,
  'adam.alpha': String.raw`\alpha_t = \alpha\, \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t}`,
  'adam.step': String.raw`\text{step} = \frac{\alpha_t\, m_t}{\sqrt{v_t} + \varepsilon}, \quad W' = W - (\alpha\lambda W + \text{step})`,
  'sgd.step': String.raw`u_t = \mu u_{t-1} - \alpha g_t, \quad W' = W - \text{step}, \quad \text{step} = -u_t \;\text{ or }\; \alpha g_t - \mu u_t`,
  'early-stop': String.raw`\text{stop after epoch } e \text{ if } e - \operatorname*{arg\,min}_{i \le e} L^{\text{val}}_i \ge \text{patience}, \; e > 1`,
};
