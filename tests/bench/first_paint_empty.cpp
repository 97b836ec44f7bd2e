// SPDX-License-Identifier: GPL-3.0-or-later
// What an empty window costs until it is painted; see firstpaint.h.
#include "bench/firstpaint.h"

#include <QMainWindow>

int main(int argc, char **argv)
{
    FirstPaintApplication application(argc, argv);
    QMainWindow window;
    window.resize(1280, 800);
    window.show();
    return FirstPaintApplication::exec();
}
